"""Pages of signed-in people are kept by no browser and no proxy."""


def private_pages(get_response):
    """Middleware: after signing out on a shared computer, Back shows nothing."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
