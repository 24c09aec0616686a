"""Views for signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView

from ecotown.accounts.forms import SignInForm
from ecotown.accounts.pages import page_at


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self):
        """Return the requested page if it is a page of the portal other than this one."""
        page = page_at(super().get_redirect_url(), self.request)
        return "" if page.partition("?")[0] == self.request.path else page


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()
