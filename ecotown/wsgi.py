"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from ecotown.common.requests.readable_requests import PortalRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotown.settings")

application = get_wsgi_application()
application.request_class = PortalRequest
