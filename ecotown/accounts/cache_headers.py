"""Cache headers of pages for signed-in users."""


def private_pages(get_response):
    """Forbid browsers and proxies to store pages of signed-in users (middleware).

    After signing out on a shared computer, Back shows nothing.
    """

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
