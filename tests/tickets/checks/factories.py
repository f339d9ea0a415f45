"""Checklists and checks for tests."""

from datetime import date

import factory

from apps.tickets.checks.models import Checklist, CheckRun


class ChecklistFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Checklist

    name = factory.Sequence(lambda n: f"Daily check {n}")


class CheckRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CheckRun

    checklist = factory.SubFactory(ChecklistFactory)
    checklist_name = factory.SelfAttribute("checklist.name")
    day = date(2027, 3, 1)
    time_zone = "Europe/Dublin"
