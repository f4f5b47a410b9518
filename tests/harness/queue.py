"""Celery without a broker process: messages wait in memory until a test runs them."""

from typing import Any

from kombu.transport.memory import Channel

from praktijkleren.celery import app


def use_memory() -> None:
    app.conf.update(broker_url="memory://", broker_transport_options={}, task_always_eager=False)


def forget() -> None:
    Channel.queues.clear()


def run_queued() -> list[str]:
    """Run what waits, and what that queues in turn; answer the names in order."""
    done = []
    while message := _next():
        args, kwargs, _embed = message.decode()
        name = message.headers["task"]
        app.tasks[name].apply(args=args, kwargs=kwargs, throw=True)
        done.append(name)
    return done


def _next() -> Any:
    with app.connection_for_read() as connection:
        return connection.default_channel.basic_get("celery", no_ack=True)
