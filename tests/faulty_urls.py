"""The addresses of the portal and one whose view raises an exception."""

from django.urls import path

from ecotown.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def at_fault(request):
    return 1 / 0


urlpatterns = [path("", at_fault), *urlpatterns]
