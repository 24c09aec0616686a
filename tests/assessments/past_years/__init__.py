"""Years before the portal: which one is loaded, and from where."""

YEAR = 2567
SOURCE = "รายงานผลการประเมิน ปีงบประมาณ 2567"
