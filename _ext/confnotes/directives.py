"""The directives: options are read into a record, and a placeholder is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

from .model import ObjectType
from .nodes import complete_index, declaration, talk_list
from .options import NAME_INDEX_OPTIONS, OPTIONS, TALK_LIST_OPTIONS
from .records import (
    find_misplaced,
    find_repeated,
    find_title,
    read_facts,
    read_letters_of_index,
    read_query,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docutils.nodes import Node
    from sphinx.util.typing import OptionSpec

    from .nodes import placeholder
    from .records import Complaint


class AnyOption(dict[str, "Callable[[str], str]"]):
    """An option spec that lets every option through as text.

    docutils would throw a directive away for one bad option, and MyST the option; here `options`
    reads them, so that the rest still counts and the author is told in full.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Name the known options, for tools that list them."""
        super().__init__(dict.fromkeys(known, _as_text))

    def __missing__(self, name: str) -> Callable[[str], str]:
        """Let an unknown option through; what reads it will complain."""
        return _as_text

    def __bool__(self) -> bool:
        """Be true when empty, too: MyST looks for options only then."""
        return True


def _as_text(argument: str | None) -> str:
    return argument or ""


class PlaceholderDirective(SphinxDirective):
    """A directive that leaves a placeholder."""

    option_spec: ClassVar[OptionSpec | None] = AnyOption()

    def leave(self, node: placeholder, complaints: Sequence[Complaint]) -> list[Node]:
        """Return the placeholder, marked with where it stands and what is wrong with it."""
        self.set_source_info(node)
        node["location"] = self.get_location()
        node["complaints"] = [*complaints, *find_repeated(self.block_text)]
        return [node]


class DeclarationDirective(PlaceholderDirective):
    """Says that the section in which it stands is a conference, a talk, a speaker or a topic."""

    has_content = True
    objtype: ClassVar[ObjectType]

    def run(self) -> list[Node]:
        """Read the options; keep the content as the children of the placeholder."""
        facts, complaints = read_facts(self.objtype, self.options)
        complaints += find_misplaced(self.objtype, self.content)
        complaints += find_title(self.block_text)
        node = declaration("", *self.parse_content_to_nodes(), facts=facts)
        return self.leave(node, complaints)


class ConferenceDirective(DeclarationDirective):
    """Declares a conference; its content is a description."""

    objtype = ObjectType.CONFERENCE
    option_spec = AnyOption(OPTIONS[objtype])


class TalkDirective(DeclarationDirective):
    """Declares a talk; its content is the abstract."""

    objtype = ObjectType.TALK
    option_spec = AnyOption(OPTIONS[objtype])


class SpeakerDirective(DeclarationDirective):
    """Declares a person; its content is a few words on them."""

    objtype = ObjectType.SPEAKER
    option_spec = AnyOption(OPTIONS[objtype])


class TopicDirective(DeclarationDirective):
    """Declares a topic; its content is a description."""

    objtype = ObjectType.TOPIC
    option_spec = AnyOption(OPTIONS[objtype])


class TalkListDirective(PlaceholderDirective):
    """Lists talks."""

    option_spec = AnyOption(TALK_LIST_OPTIONS)

    def run(self) -> list[Node]:
        """Read which talks are wanted."""
        query, complaints = read_query(self.options)
        return self.leave(talk_list(query=query), complaints)


class IndexDirective(PlaceholderDirective):
    """Stands where the complete index of a kind is."""

    objtype: ClassVar[ObjectType]

    def run(self) -> list[Node]:
        """Read which part of the index is wanted."""
        letters, complaints = read_letters_of_index(self.objtype, self.options)
        return self.leave(complete_index(objtype=self.objtype, letters=letters), complaints)


class ConferenceIndexDirective(IndexDirective):
    """The index of all conferences."""

    objtype = ObjectType.CONFERENCE


class TalkIndexDirective(IndexDirective):
    """The index of all talks, which readers can filter and sort."""

    objtype = ObjectType.TALK


class SpeakerIndexDirective(IndexDirective):
    """The index of all speakers, and the home of those without a page."""

    objtype = ObjectType.SPEAKER
    option_spec = AnyOption(NAME_INDEX_OPTIONS)


class TopicIndexDirective(IndexDirective):
    """The index of all topics, and the home of those without a page."""

    objtype = ObjectType.TOPIC
    option_spec = AnyOption(NAME_INDEX_OPTIONS)
