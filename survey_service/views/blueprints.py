"""Every blueprint of the service."""

from flask import Blueprint

from survey_service.views import (
    checkins,
    exports,
    home,
    receipts,
    reports,
    respond,
    reveal,
    roster,
    surveys,
    themes,
    waves,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    surveys.blueprint,
    waves.blueprint,
    themes.blueprint,
    respond.blueprint,
    receipts.blueprint,
    roster.blueprint,
    reports.blueprint,
    reveal.blueprint,
    exports.blueprint,
    checkins.blueprint,
)

WITHOUT_FORM_TOKEN = (respond.blueprint, receipts.blueprint)
"""Pages whose credential is a personal link or a receipt; forms/respond.py says why they carry no form token."""
