"""Language of a request: Thai unless the language cookie says English; Accept-Language is ignored."""

from django.conf import settings
from django.utils import translation

LANGUAGES = dict(settings.LANGUAGES)


def chosen_language(get_response):
    """Activate the language of the cookie that the language switch sets (middleware)."""

    def middleware(request):
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        with translation.override(language if language in LANGUAGES else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware
