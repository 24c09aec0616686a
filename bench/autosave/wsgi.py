"""The portal with an additional bare view as the reference of the measurement."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
settings.ROOT_URLCONF = "bench.autosave.urls"
