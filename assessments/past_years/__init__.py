"""Years of an area before the portal, loaded from workbooks; the portal has never assessed them."""
