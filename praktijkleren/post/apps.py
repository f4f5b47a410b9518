from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "praktijkleren.post"

    def ready(self) -> None:
        from praktijkleren.audit import labels
        from praktijkleren.post.panels import outbox_panel
        from praktijkleren.post.states import LABELS
        from praktijkleren.werk.today import register_panel

        labels.register(LABELS)
        register_panel(80, outbox_panel)
