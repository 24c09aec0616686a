"""Who may open and do what with the years before the portal."""

from tests.addresses.address import DEPARTMENT_ACTION, SCOPED, SIGNED_IN, Address

# For officers of the province and administrators; assessors only read.
LOADER_PAGE = (302, 200, 404, 403, 200)
LOADER_ACTION = (302, 302, 404, 403, 302)
LOADER_REFUSED = (302, 422, 404, 403, 422)

ADDRESSES = [
    Address("past_years:list", get=SIGNED_IN),
    Address("past_years:area", "{past_area}", get=SCOPED),
    Address("past_years:form", "{past_area}", get=LOADER_REFUSED),
    Address("past_years:upload", "{past_area}", get=LOADER_PAGE, post=LOADER_REFUSED),
    Address("past_years:load", "{past_area}", post=LOADER_ACTION),
    Address("past_years:year", "{past_area} {past_year}", get=SCOPED),
    Address("past_years:release", "{past_area} {past_year}", post=DEPARTMENT_ACTION),
    Address("past_years:remove", "{past_area} {past_year}", get=LOADER_PAGE, post=LOADER_REFUSED),
]
