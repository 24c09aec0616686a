"""Errors of mail servers: which of them are for good."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException


def is_refused_for_good(error: Exception) -> bool:
    """Return whether a mail server refused a mail for good: SMTP codes from 500 on."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 500
