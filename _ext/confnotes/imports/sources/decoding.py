"""From bytes to what a JSON file holds, and from that to records; nothing is believed."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)

from ...words import _
from .wording import clean_text, shorten

_MOST_DIGITS = 1000


def parse_json(content: bytes, name: str) -> object:
    """Return what a JSON file holds. *name* is what messages call it.

    Raises `ValueError` for what is incomplete, mis-encoded or ambiguous.
    """
    try:
        text = content.decode(json.detect_encoding(content))
        return json.loads(
            text, parse_constant=_no_number, parse_int=_number, object_pairs_hook=_object
        )
    except UnicodeDecodeError as error:
        raise ValueError(
            _(
                "{name} cannot be read: byte {at} is no {encoding}; save the file as UTF-8",
                name=name,
                at=error.start,
                encoding=error.encoding.upper(),
            )
        ) from None
    except json.JSONDecodeError as error:
        raise ValueError(
            _(
                "{name} is no JSON, or not all of it: line {line}, column {column}: {reason}; get "
                "the file again",
                name=name,
                line=error.lineno,
                column=error.colno,
                reason=error.msg,
            )
        ) from None
    except ValueError as error:
        raise ValueError(_("{name} cannot be read: {reason}", name=name, reason=error)) from None
    except RecursionError:
        raise ValueError(
            _("{name} is nested too deeply; that is nothing to import", name=name)
        ) from None


def _no_number(text: str) -> NoReturn:
    raise ValueError(_("{text} is no number that JSON has", text=text))


def _number(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(_("a number in it has {number} digits", number=len(text)))
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counted = Counter(key for key, _value in pairs)
        twice = next(key for key, number in counted.items() if number > 1)
        raise ValueError(
            _("an object has {name} twice, and only one can count", name=shorten(twice))
        )
    return made


def _one_text(value: object, info: ValidationInfo) -> str:
    """Read a text, a number, nothing, or the same text in several languages.

    Of those, the language that the context names counts, else English, else the first.
    """
    if isinstance(value, dict):
        texts = {key: text for key, text in value.items() if isinstance(text, str) and text.strip()}
        wanted = (info.context, "en", "name")
        value = next((texts[key] for key in wanted if key in texts), next(iter(texts.values()), ""))
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise ValueError("it should be text")
    return clean_text(str(value)) if value is not None else ""


def _some(value: object) -> object:
    return () if value is None else value


def _as_object(value: object) -> object:
    """Read a bare text as the object that newer exports have in its place."""
    return {"url": value, "name": value} if isinstance(value, str) else value


#: A text in whatever form an export has it.
Text = Annotated[str, BeforeValidator(_one_text)]


class Record(BaseModel):
    """What a source says of one thing; whatever else it says is not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Link(Record):
    """An address, with what it is called and what it is said to be."""

    url: Text = Field("", validation_alias=AliasChoices("url", "href"))
    title: Text = Field("", validation_alias=AliasChoices("title", "label"))
    type: Text = ""


class Person(Record):
    """A person, under the names that old and new exports have."""

    public_name: Text = ""
    name: Text = ""
    full_public_name: Text = ""

    @property
    def called(self) -> str:
        """The name that the person goes by in public."""
        return self.public_name or self.name or self.full_public_name


#: Lists as exports have them, or nothing in their place.
Links = Annotated[tuple[Annotated[Link, BeforeValidator(_as_object)], ...], BeforeValidator(_some)]
People = Annotated[
    tuple[Annotated[Person, BeforeValidator(_as_object)], ...], BeforeValidator(_some)
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_some)]

_RecordT = TypeVar("_RecordT", bound=Record)


def read_record(
    record: type[_RecordT], raw: object, language: str = ""
) -> tuple[_RecordT, list[str]]:
    """Read what a source says into a record; *language* is the one of several that counts.

    Returns the record, complete but for what could not be read, and sentences on that. Raises
    `ValueError` for what holds no fields at all.
    """
    if not isinstance(raw, dict):
        raise ValueError(f"there should be an object with fields, and there is {_kind(raw)}")
    try:
        return record.model_validate(raw, context=language), []
    except ValidationError as error:
        places = {one["loc"][:2]: str(one["msg"]) for one in error.errors(include_url=False)}
    kept = {
        key: _without(value, {place[1] for place in places if place[0] == key and place[1:]})
        for key, value in raw.items()
        if (key,) not in places
    }
    wrong = [f"{'.'.join(map(str, place))} was left out" for place in places]
    return record.model_validate(kept, context=language), wrong


def _without(value: object, indexes: set[int | str]) -> object:
    if not (indexes and isinstance(value, list)):
        return value
    return [one for at, one in enumerate(value) if at not in indexes]


def _kind(raw: object) -> str:
    return {list: "a list", str: "text", type(None): "nothing"}.get(type(raw), "a number")
