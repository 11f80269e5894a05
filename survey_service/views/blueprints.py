"""Every blueprint of the service."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
