"""URLs of the public pages."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from ecotown.portal.sitemaps import SITEMAPS
from ecotown.portal.views import areas, guides, holidays, information, machines, open_data, settings

app_name = "portal"
urlpatterns = [
    path("", areas.home, name="home"),
    path("areas/<slug:key>/", areas.area, name="area"),
    path("areas/<slug:key>/<int:year>/", areas.explanation, name="explanation"),
    path("areas/<slug:key>/<int:year>/values.json", open_data.values, name="values"),
    path("open-data/", open_data.data_sets, name="open-data"),
    path("open-data/<slug:name>.<slug:file_format>", open_data.data_set, name="data-set"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("holidays/calendar/", holidays.calendar, name="calendar"),
    path("holidays/day/", holidays.day, name="day"),
    path("help/", guides.guides, name="guides"),
    path("help/<slug:role>/", guides.guide, name="guide"),
    path("about/", information.about, name="about"),
    path("contact/", information.contact, name="contact"),
    path("privacy/", information.privacy, name="privacy"),
    path("accessibility/", information.accessibility, name="accessibility"),
    path("settings/", settings.settings_pages, name="settings"),
    path("settings/holidays/", holidays.keep_holidays, name="keep-holidays"),
    path("settings/holidays/remove/", holidays.remove_holiday, name="remove-holiday"),
    path("settings/set-up/", settings.set_up, name="set-up"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", machines.security_contact, name="security-contact"),
    path("favicon.ico", machines.favicon, name="favicon"),
]
