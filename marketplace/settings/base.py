"""Settings shared by every mode, one file per concern. Only `environment.py` reads the environment."""

from marketplace.settings.applications import *
from marketplace.settings.background import *
from marketplace.settings.editing import *
from marketplace.settings.environment import ENVIRONMENT as ENVIRONMENT
from marketplace.settings.headers import *
from marketplace.settings.identity import *
from marketplace.settings.outside import *
from marketplace.settings.presentation import *
from marketplace.settings.signing_in import *
from marketplace.settings.storage import *
