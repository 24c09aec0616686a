"""The portal with one more address, a bare view to measure beside; the product has no such address."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
settings.ROOT_URLCONF = "bench.autosave.urls"
