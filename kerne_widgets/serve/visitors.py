"""Who is visiting: a signed cookie that names workshop, participant and language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from itsdangerous import BadSignature, URLSafeSerializer
from jupyter_server.auth.identity import IdentityProvider, User

if TYPE_CHECKING:
    from tornado.web import RequestHandler

COOKIE = "kerne-deltager"
COOKIE_DAYS = 180


@dataclass(frozen=True)
class Visitor:
    """A participant in a workshop, and the language of their pages."""

    workshop: str
    participant_id: str
    lang: str


class Passes:
    """Seals visitors into cookies and reads them back.

    Parameters
    ----------
    secret
        Kept on disk, so that a restarted server still knows everybody.
    """

    def __init__(self, secret: bytes) -> None:
        self._signer = URLSafeSerializer(secret, salt="kerne-visitor")

    def seal(self, visitor: Visitor) -> str:
        """Text of the cookie."""
        return str(self._signer.dumps([visitor.workshop, visitor.participant_id, visitor.lang]))

    def read(self, handler: RequestHandler) -> Visitor | None:
        """The visitor behind a request, or None for a stranger or a forged cookie."""
        cookie = handler.get_cookie(COOKIE)
        if not cookie:
            return None
        try:
            workshop, participant_id, lang = self._signer.loads(cookie)
        except (BadSignature, TypeError, ValueError):
            return None
        if not all(isinstance(part, str) for part in (workshop, participant_id, lang)):
            return None  # sealed by another version of this program
        return Visitor(workshop, participant_id, lang)

    def give(self, handler: RequestHandler, visitor: Visitor) -> None:
        """Set the cookie on the answer to a request."""
        handler.set_cookie(
            COOKIE,
            self.seal(visitor),
            expires_days=COOKIE_DAYS,
            httponly=True,
            samesite="Lax",
            secure=handler.request.protocol == "https",
        )


@dataclass
class Participant(User):
    """A visitor as the Jupyter server knows users."""

    visitor: Visitor = field(default_factory=lambda: Visitor("", "", "da"))


class ParticipantIdentity(IdentityProvider):
    """Knows people by the cookie they got when they joined; there is no login and no token."""

    parent: Any  # the application, which has the passes

    def get_user(self, handler: RequestHandler) -> User | None:
        """The participant behind a request."""
        visitor = self.parent.passes.read(handler)
        return None if visitor is None else Participant(username=visitor.participant_id, visitor=visitor)

    def get_handlers(self) -> list[tuple[str, object]]:
        """No login and no logout page."""
        return []

    def is_token_authenticated(self, handler: RequestHandler) -> bool:  # noqa: ARG002
        """Never: so that every request is checked for its origin."""
        return False

    def identity_model(self, user: User) -> dict[str, Any]:
        """What a page may learn about its user."""
        return {"username": user.username}
