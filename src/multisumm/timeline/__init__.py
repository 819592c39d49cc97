"""Dated sentences: on which day each is set, and which days and sentences make a timeline.

periods      a day, some days, a month or a year, as ISO 8601 writes them
phrases      what a language calls days: yesterday, last week; the words around dates
mentions     which times a sentence names
standing     which of them it is set at
resolution   when that is
told_days    all of it: the day that a sentence tells of, or the day of its document
choice       the days that matter most, and a sentence or two for each
"""
