"""The jobs of monitoring, in the order of a day: who waits for help first."""

from mentorhub.core import jobs
from mentorhub.monitoring.reminding.calls import tell_of_waiting_calls
from mentorhub.monitoring.reminding.daily import remind_all
from mentorhub.monitoring.reminding.digests import send_digests

jobs.add_job("waiting calls", tell_of_waiting_calls)
jobs.add_job("reminders", remind_all)
jobs.add_job("digests", send_digests)
