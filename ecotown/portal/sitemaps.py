"""The pages that search engines should know (sitemap.xml)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from areas.models import TargetArea
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from indicators.editions.models import Framework

PAGES = (
    "portal:home",
    "indicators:criteria-list",
    "awards:enter-code",
    "portal:open-data",
    "portal:about",
    "portal:contact",
    "portal:guides",
    "portal:privacy",
    "portal:accessibility",
    "portal:holidays",
)


class PublicSitemap(Sitemap):
    """A sitemap with the addresses that residents open, under whichever name a proxy asks for it."""

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme


class PageSitemap(PublicSitemap):
    """The pages that are always there."""

    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class AreaSitemap(PublicSitemap):
    """The page of each area; one query."""

    def items(self):
        return list(TargetArea.objects.order_by("key"))


class ExplanationSitemap(PublicSitemap):
    """The explanation of each published level, without those of demonstration values; one query."""

    def items(self):
        published = Assessment.objects.filter(status=Status.PUBLISHED, cycle__is_demonstration=False)
        return list(published.order_by("area__key", "cycle__year").values_list("area__key", "cycle__year"))

    def location(self, item):
        return reverse("portal:explanation", args=item)


class CriteriaSitemap(PublicSitemap):
    """Each published edition of the criteria with its handbook; one query."""

    def items(self):
        editions = Framework.objects.published().order_by("edition").values_list("edition", flat=True)
        return [(name, edition) for edition in editions for name in ("criteria", "handbook")]

    def location(self, item):
        name, edition = item
        return reverse(f"indicators:{name}", args=[edition])


SITEMAPS = {
    "pages": PageSitemap,
    "areas": AreaSitemap,
    "explanations": ExplanationSitemap,
    "criteria": CriteriaSitemap,
}
