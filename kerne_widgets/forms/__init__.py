"""Forms of standard widgets: one per kind of prompt, composed per dimension and into the participant's page."""

from __future__ import annotations

from .dimension import DimensionForm, for_dimension
from .page import ParticipantPage, participant_page
from .prompt_form import PromptForm, for_prompt

__all__ = ["DimensionForm", "ParticipantPage", "PromptForm", "for_dimension", "for_prompt", "participant_page"]
