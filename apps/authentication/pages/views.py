"""The server's own pages about signing in: for what the API's clients cannot show."""

from urllib.parse import urlsplit

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.authentication.access import services
from apps.authentication.access.passwords import LONGEST
from apps.authentication.errors import SecondFactorNeeded
from apps.authentication.second_factor.pending import SetUpStage
from apps.authentication.single_sign_on.config import providers
from apps.core.errors import Refusal, TooMany

HOME = "/"  # the house's own client, or the console


class SignInForm(forms.Form):
    username = forms.CharField(
        max_length=255,
        label="Username or e-mail",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """By password, by passkey, or by the house's identity provider."""
    next_page = get_next_redirect_url(request) or HOME
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("mfa_index") if services.LIMITED in request.session else next_page)
    form = SignInForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_valid():
        try:
            services.sign_in(request=request, next_page=next_page, now=timezone.now(), **form.cleaned_data)
        except SecondFactorNeeded as needed:
            return HttpResponseRedirect(urlsplit(needed.more["address"]).path)
        except Refusal as refused:
            refusal = TooMany() if getattr(request, "axes_locked_out", False) else refused
        else:
            return HttpResponseRedirect(next_page)
    page = {"form": form, "refusal": refusal, "next": next_page, "providers": providers()}
    return render(request, "pages/sign_in.html", page, status=refusal.status if refusal else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Also gives up a sign-in that waits for its second factor."""
    services.sign_out(request=request)
    return HttpResponseRedirect(reverse("account_login"))


@login_stage_required(stage=SetUpStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # no types
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """For those who must have a second factor and have none: opens a session that is good for setting one up."""
    if request.method != "POST":
        return render(request, "pages/set_up.html")
    stage = request._login_stage  # type: ignore[attr-defined]  # the decorator's
    stage.exit()
    if stage.login.signal_kwargs is None:  # by password, a moment ago: it need not be typed again
        record_authentication(request, stage.login.user, "password", reauthenticated=True)
    return HttpResponseRedirect(reverse("mfa_index"))
