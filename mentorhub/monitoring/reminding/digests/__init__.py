"""The digests of the week, on its first school day: for teachers, coaches and coordinators who need one."""

from mentorhub.monitoring.reminding.digests.sending import send_digests

__all__ = ["send_digests"]
