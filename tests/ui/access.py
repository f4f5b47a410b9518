from tests.pages import Page

PAGES = [
    Page("ui:health", public=True),
    Page("ui:accessibility", public=True),
    Page("ui:privacy", public=True),
    Page("ui:accent_css", args=lambda _world: ["0b5d51"], public=True),
    Page("ui:gallery", public=True, status=404),
]
