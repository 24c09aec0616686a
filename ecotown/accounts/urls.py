"""URLs of signing in and out, of second factors and of places that wait."""

from django.urls import path

from ecotown.accounts.views import locks, second_factors, sign_in

app_name = "accounts"
FACTOR = "me/second-factor/"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.second_factor_code, name="second-factor-code"),
    path("sign-in/again/", sign_in.sign_in_again, name="sign-in-again"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path(FACTOR, second_factors.second_factor, name="second-factor"),
    path(f"{FACTOR}app/", second_factors.add_app, name="add-app"),
    path(f"{FACTOR}app/remove/", second_factors.remove_app, name="remove-app"),
    path(f"{FACTOR}passkeys/", second_factors.add_passkey, name="add-passkey"),
    path(f"{FACTOR}passkeys/<int:pk>/remove/", second_factors.remove_passkey, name="remove-passkey"),
    path(f"{FACTOR}recovery-codes/", second_factors.recovery_codes, name="recovery-codes"),
    path(f"{FACTOR}recovery-codes/new/", second_factors.make_recovery_codes, name="make-recovery-codes"),
    path(f"{FACTOR}recovery-codes/kept/", second_factors.keep_recovery_codes, name="keep-recovery-codes"),
    path("people/locks/", locks.locks, name="locks"),
    path("people/locks/<int:pk>/lift/", locks.lift_lock, name="lift-lock"),
]
