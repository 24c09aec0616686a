"""A middleware for tests that answers every name a view asks the request for with hostile values."""

from django.http import QueryDict

FLOOD = "tests.flood"  # in the environment of the request: a Flood


class Flood:
    """Hostile values for every name, and whether a view asked for one."""

    def __init__(self, values):
        self.values = values
        self.was_asked = False


class Flooded(QueryDict):
    """The data that was sent, with the values of the flood for every other name."""

    def __init__(self, query="", *, flood):
        self.flood = Flood([])
        super().__init__(query, mutable=True)
        self.flood = flood

    def __contains__(self, name):
        self.flood.was_asked = True
        return bool(self.flood.values) or super().__contains__(name)

    def __getitem__(self, name):
        self.flood.was_asked = True
        return super().__getitem__(name) if super().__contains__(name) else self.flood.values[-1]

    def _getlist(self, name, default=None, force_list=False):
        self.flood.was_asked = True
        values = super()._getlist(name, default, force_list) if super().__contains__(name) else None
        return values or list(self.flood.values)

    def __delitem__(self, name):
        if super().__contains__(name):
            super().__delitem__(name)

    def __copy__(self):
        return Flooded(self.urlencode(), flood=self.flood)

    def __deepcopy__(self, memo):
        return self.__copy__()


def flooded(get_response):
    """Apply the flood that the test put into the environment of the request."""

    def middleware(request):
        if flood := request.environ.get(FLOOD):
            request.GET = Flooded(request.GET.urlencode(), flood=flood)
            request.POST = Flooded(request.POST.urlencode(), flood=flood)
        return get_response(request)

    return middleware
