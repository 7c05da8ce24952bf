"""MentorHub: peer coaching and workplace mentoring for vocational schools."""
