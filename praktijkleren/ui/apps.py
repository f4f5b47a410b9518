from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "praktijkleren.ui"

    def ready(self) -> None:
        from praktijkleren.ui.messages import use_own_messages

        use_own_messages()
