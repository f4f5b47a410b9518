"""A page as a reader meets it: its text, its links, and its forms by the words beside the fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5

HIDDEN_FROM_READERS = {"script", "style", "template", "head"}
OPTIONAL = re.compile(r"\s*\(niet verplicht\)$")


def words(element: Element) -> str:
    """What stands there, in one line."""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag not in HIDDEN_FROM_READERS:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


@dataclass
class Control:
    name: str
    kind: str
    label: str
    options: dict[str, str] = field(default_factory=dict)
    """What stands beside each choice, and what is sent for it."""
    values: list[str] = field(default_factory=list)
    """What would be sent as it stands."""

    def answer(self, given: Any) -> None:
        if self.kind == "tick":
            self.values = list(self.options.values()) if given else []
        elif self.options:
            chosen = given if isinstance(given, list) else [given]
            self.values = [self._option(str(text)) for text in chosen]
        else:
            self.values = ["" if given is None else str(given)]

    def _option(self, text: str) -> str:
        """A reader does not mind capitals."""
        known = [(label.casefold(), value) for label, value in self.options.items()]
        exact = [value for label, value in known if label == text.casefold()]
        found = exact or [value for label, value in known if label.startswith(text.casefold())]
        assert len(found) == 1, f"{text!r} is not one choice of {self.label!r}: {list(self.options)}"
        return found[0]


class Form:
    def __init__(self, element: Element, labels: dict[str, str], groups: dict[Element, str]) -> None:
        self.element = element
        self.method = element.get("method", "get").lower()
        self.action = element.get("action", "")
        self.buttons = {words(node) or node.get("value", ""): node for node in _buttons(element)}
        self.controls: list[Control] = []
        for node in element.iter():
            if node.tag in {"input", "select", "textarea"} and node.get("name"):
                self._read(node, labels, groups)

    def _read(self, node: Element, labels: dict[str, str], groups: dict[Element, str]) -> None:
        name, kind, label = node.get("name", ""), node.get("type", "text"), labels.get(node.get("id", ""), "")
        if node.tag == "input" and kind in {"submit", "button", "image"}:
            return
        if node.tag == "select":
            self.controls.append(_select(node, name, label))
        elif kind in {"radio", "checkbox"}:
            self._choice(node, name, kind, label, groups.get(node, ""))
        else:
            value = (node.text or "") if node.tag == "textarea" else node.get("value", "")
            self.controls.append(Control(name, kind, label, values=[value]))

    def _choice(self, node: Element, name: str, kind: str, label: str, group: str) -> None:
        """Boxes and dots with one name are one question; a box alone is a tick."""
        control = next((control for control in self.controls if control.name == name), None)
        if control is None:
            alone = kind == "checkbox" and sum(other.get("name") == name for other in self.element.iter("input")) == 1
            control = Control(name, "tick" if alone and not group else kind, label if alone and not group else group)
            self.controls.append(control)
        if node.get("disabled") is None:
            control.options[label] = node.get("value", "on")
            if node.get("checked") is not None:
                control.values.append(node.get("value", "on"))

    def fill(self, answers: dict[str, Any]) -> None:
        """By label; "3. Opmerking" is the third that is called so."""
        for label, given in answers.items():
            self.control(label).answer(given)

    def control(self, label: str) -> Control:
        number, _, rest = label.partition(". ")
        wanted, place = (rest, int(number) - 1) if number.isdigit() else (label, 0)
        shown = [control for control in self.controls if control.kind != "hidden"]
        found = [control for control in shown if control.label == wanted]
        found = found or [control for control in shown if control.label.startswith(wanted)]
        assert found, f"Nothing is called {wanted!r} here: {[control.label for control in shown]}"
        return found[place]

    def data(self, button: str) -> dict[str, list[str]]:
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.values:
                sent.setdefault(control.name, []).extend(control.values)
        pressed = self.buttons[button]
        if pressed.get("name"):
            sent[pressed.get("name", "")] = [pressed.get("value", "")]
        return sent


def _buttons(form: Element) -> Iterator[Element]:
    for node in form.iter():
        if node.tag in {"button", "input"} and node.get("type", "submit" if node.tag == "button" else "") == "submit":
            yield node


def _select(node: Element, name: str, label: str) -> Control:
    options = [option for option in node.iter("option") if option.get("disabled") is None]
    values = {words(option): option.get("value", words(option)) for option in options}
    chosen = [option.get("value", "") for option in options if option.get("selected") is not None]
    return Control(name, "select", label, values, chosen or [option.get("value", "") for option in options[:1]])


class Page:
    def __init__(self, html: str, url: str) -> None:
        self.url = url
        self.root = tinyhtml5.parse(html, namespace_html_elements=False)
        self.text = words(self.root)

    @property
    def links(self) -> dict[str, str]:
        """The first of each text counts, as for a reader."""
        found: dict[str, str] = {}
        for link in self.root.iter("a"):
            if link.get("href"):
                found.setdefault(words(link), link.get("href", ""))
        return found

    @property
    def refusal(self) -> str:
        """What the page says is not right yet, or nothing."""
        return " ".join(words(node) for node in self.root.iter() if "error-summary" in node.get("class", "").split())

    def form_with(self, button: str) -> Form:
        found = [form for form in self.forms() if button in form.buttons]
        assert found, (
            f"No button {button!r} on {self.url}, but {[name for form in self.forms() for name in form.buttons]}"
        )
        return found[0]

    def forms(self) -> list[Form]:
        labels = {node.get("for", ""): OPTIONAL.sub("", words(node)) for node in self.root.iter("label")}
        groups = {}
        for fieldset in self.root.iter("fieldset"):
            legend = fieldset.find("legend")
            if legend is not None and "field__group" in fieldset.get("class", ""):
                groups |= {node: OPTIONAL.sub("", words(legend)) for node in fieldset.iter("input")}
        return [Form(form, labels, groups) for form in self.root.iter("form")]
