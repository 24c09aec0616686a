"""An area with everything that the register says about one, and one that it followed."""

import io
import json
from datetime import date

from areas.actions import announcements, areas, groups, levels, names, parts
from areas.models import TargetArea
from ecotown.common.files.uploads import examine
from tests import builders, files

KEY, ENDED_KEY = "registered", "ended"
SOURCE = "ประกาศ"
RING = [[100.0, 13.0], [100.1, 13.0], [100.1, 13.1], [100.0, 13.0]]
BOUNDARY = json.dumps({"type": "Polygon", "coordinates": [RING]}).encode()


def add_registered_area(administrator):
    """Add the two areas, and give the first one parts, a boundary, names, a group, levels and a file."""
    province = builders.ProvinceBuilder(name_th="ลำพูน")
    area = builders.AreaBuilder(key=KEY, province=province, name_th="ตำบลเดิม")
    ended = builders.AreaBuilder(key=ENDED_KEY, province=province, name_th="ตำบลที่รวม")
    values = {"area": area, "by": administrator}
    names.rename_area(name_th="เทศบาลใหม่", name_en="New", since=date(2026, 1, 1), source=SOURCE, **values)
    parts.save_sub_districts(sub_districts=[("ตำบลเดิม", "อำเภอเมือง")], **values)
    parts.save_boundary(content=BOUNDARY, source=SOURCE, **values)
    group = groups.save_group(name_th="กลุ่มนำร่อง", name_en="Pilot", source=SOURCE, by=administrator)
    groups.join_group(group=group, source=SOURCE, **values)
    levels.save_published_level(year=2565, level=2, source=SOURCE, **values)
    levels.save_target_level(year=2570, level=5, source=SOURCE, **values)
    announcement = announcements.save_announcement(
        title="ประกาศกำหนดพื้นที่",
        number="1/2561",
        announced_on=date(2018, 1, 1),
        upload=examine(io.BytesIO(files.pdf("Eco")), "ประกาศ.pdf", max_bytes=10**6),
        by=administrator,
    )
    facts = {"phase": 1, "confidence": "department", "source": SOURCE, "note": "หมายเหตุ"}
    areas.change_area(announcement=announcement, **facts, **values)
    areas.end_area(area=ended, ended_on=date(2026, 1, 1), reason="รวม", successors=[area], by=administrator)


def registered_area():
    return TargetArea.objects.get(key=KEY)


def ended_area():
    return TargetArea.objects.get(key=ENDED_KEY)
