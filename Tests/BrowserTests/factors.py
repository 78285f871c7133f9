"""Goal: passkeys, the authenticator app, backup codes and trusted browsers let the right person in, and nobody else.

Method: Chromium's virtual authenticator, once with the pseudo-random function (its passkey opens the vault alone) and
once without (it is a second step). Without a script there is the app, whose secret is read from the page as a person
would type it. Each way is used, refused where it must be, and found again in the access history.
"""

import base64
import hashlib
import hmac
import struct
import time
import unittest

from selenium.webdriver.common.by import By

from browser import PHONE
from person import PASSPHRASE, NextPage
from quicker import Quicker

SECURITY = "/privacy/security"


def time_code(secret, step):
    """RFC 6238, by Python's own HMAC."""
    tag = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = tag[19] & 15
    return f"{(struct.unpack('>I', tag[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Factors(Quicker):
    def sign_out(self):
        self.leave("/sign-out")

    def type_credentials(self):
        self.go("/sign-in")
        form = self.driver.find_elements(By.CSS_SELECTOR, 'form[action="/sign-in"]:not([data-passkey])')[0]
        self.fill(form, handle="asha", passphrase=PASSPHRASE)
        self.submit(form)

    def code_form(self):
        return self.driver.find_element(By.CSS_SELECTOR, 'form[action="/sign-in/code"]:not([data-passkey])')

    def type_code(self, code, trust=False):
        form = self.code_form()
        self.fill(form, code=code)
        if trust:
            self.fill(form, trust=True)
        self.submit(form)

    def backup_codes(self):
        codes = [item.text.strip() for item in self.driver.find_elements(By.CSS_SELECTOR, ".kit li")]
        self.assertEqual(len(codes), 10, self.text)
        self.assertEqual(len(set(codes)), 10)
        return codes

    def history(self):
        self.go("/privacy/access")
        return self.text


class Passkeys(Factors):
    has_function = True

    def setUp(self):
        self.driver.execute_cdp_cmd("WebAuthn.enable", {"enableUI": False})
        self.authenticator = self.driver.execute_cdp_cmd("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            "hasPrf": self.has_function,
        }})["authenticatorId"]
        self.addCleanup(self.driver.execute_cdp_cmd, "WebAuthn.disable", {})

    def use_passkey(self, action):
        form = self.see(f'form[data-passkey][action="{action}"]')
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", form)
        with NextPage(self.driver):
            form.find_element(By.CSS_SELECTOR, "button").click()

    def add_passkey(self):
        self.go(SECURITY)
        self.look("security-before")
        self.assertIn("One step would make this much stronger", self.text)
        self.press_named("Add")
        self.look("passkey-new")
        self.assertEqual(self.unlabelled_fields(), [], "new passkey")
        form = self.see('form[data-passkey="create"]')
        self.fill(form, name="Blue laptop")
        with NextPage(self.driver):
            form.find_element(By.CSS_SELECTOR, "button").click()
        self.look("backup-codes")
        codes = self.backup_codes()
        self.press_named("I have them")
        self.look("security-after")
        self.assertIn("Well protected", self.text)
        self.assertIn("Blue laptop", self.text)
        return codes

    def second_step(self, codes):
        self.type_credentials()
        self.assertTrue(self.path.startswith("/sign-in/code"), self.path)
        self.look("sign-in-code")
        self.go("/today")
        self.assertEqual(self.path, "/sign-in", "half a sign-in opens nothing")
        self.go("/sign-in/code")
        self.use_passkey("/sign-in/code")
        self.assertEqual(self.path, "/today")
        self.sign_out()
        self.type_credentials()
        self.type_code("abcde-fghjk")
        self.look("sign-in-code-refused")
        self.assertIn("not a code of this account", self.text)
        self.type_code(codes[0])
        self.assertEqual(self.path, "/today")
        self.sign_out()
        self.type_credentials()
        self.type_code(codes[0])
        self.assertIn("not a code of this account", self.text)
        self.type_code(codes[1], trust=True)
        self.assertEqual(self.path, "/today")
        self.sign_out()
        self.type_credentials()
        self.assertEqual(self.path, "/today", "a trusted browser does the second step")
        self.go(SECURITY)
        self.assertIn("8 of 10 left", self.text)

    def remove(self):
        self.go(SECURITY)
        self.one(".dev__more summary").click()
        self.follow(self.see('form[action$="/remove"] button'))
        self.assertIn("The passkey was removed", self.text)
        self.sign_out()
        self.type_credentials()
        self.assertEqual(self.path, "/today", "without a factor the passphrase is enough")


class PasskeyOpens(Passkeys, unittest.TestCase):
    """With the function: the passkey alone signs in, unlocks, and goes when it is removed."""

    def test_passkey(self):
        self.begin()
        codes = self.add_passkey()
        self.assertIn("Signs you in by itself", self.text)
        self.sign_out()
        self.go("/sign-in")
        self.look("sign-in-passkey")
        self.use_passkey("/sign-in")
        self.assertEqual(self.path, "/today")
        self.assertIn("Lunch", self.text)
        self.leave("/lock")
        self.look("unlock-passkey")
        self.use_passkey("/unlock")
        self.go("/money")
        self.assertIn("Lunch", self.text)
        self.sign_out()
        self.second_step(codes)
        text = self.history()
        self.assertIn("Refused to let somebody through", text)
        self.assertIn("Changed your account", text)
        self.remove()
        self.sign_out()
        self.go("/sign-in")
        self.use_passkey("/sign-in")
        self.assertIn("Nobody here has this passkey", self.text)

    def test_somebody_else_at_the_authenticator(self):
        """Nobody verified: the browser stops, and the page says so."""
        self.go("/sign-in")
        self.driver.execute_cdp_cmd(
            "WebAuthn.setUserVerified", {"authenticatorId": self.authenticator, "isUserVerified": False})
        form = self.see('form[data-passkey][action="/sign-in"]')
        form.find_element(By.CSS_SELECTOR, "button").click()
        self.see("[data-passkey-say]:not([hidden])", 70)


class PasskeyIsSecondStep(Passkeys, unittest.TestCase):
    """Without the function: a second step, and a sentence for who tries it alone."""

    width = PHONE
    has_function = False

    def test_second_step(self):
        self.begin()
        codes = self.add_passkey()
        self.assertIn("A second step after the passphrase", self.text)
        self.sign_out()
        self.go("/sign-in")
        self.use_passkey("/sign-in")
        self.assertIn("This passkey is a second step", self.text)
        self.second_step(codes)
        self.remove()


class AppPlain(Factors, unittest.TestCase):
    """The authenticator app, without a script."""

    width = PHONE
    has_script = False

    def test_app(self):
        self.begin()
        self.go(SECURITY)
        self.press_named("Set up")
        self.look("authenticator")
        self.assertEqual(self.unlabelled_fields(), [], "authenticator")
        secret = self.one("code.wrap").text.replace(" ", "")
        form = self.form(SECURITY + "/app")
        self.fill(form, code="000000")
        self.submit(form)
        self.assertIn("not a code of this account", self.text)
        form = self.form(SECURITY + "/app")
        self.fill(form, code=time_code(secret, int(time.time()) // 30))
        self.submit(form)
        codes = self.backup_codes()
        self.press_named("I have them")
        self.assertIn("Well protected", self.text)
        self.leave("/sign-out")
        self.type_credentials()
        self.type_code(time_code(secret, int(time.time()) // 30 - 1))
        self.look("sign-in-code-used")
        self.assertIn("That was the code before", self.text)
        self.type_code(time_code(secret, int(time.time()) // 30 + 1))
        self.assertEqual(self.path, "/today")
        self.recover(codes)

    def recover(self, codes):
        """The kit made anew; by it and a backup code a new passphrase; alone it waits."""
        self.go(SECURITY)
        self.press_named("Make a new kit")
        kit = "-".join(self.kit_groups())
        self.go("/today")
        self.leave("/sign-out")
        self.ask_recovery(kit)
        self.look("recover-second-step")
        self.assertIn("This account has a second step", self.text)
        self.ask_recovery(kit, wait=True)
        self.assertIn("From", self.text)
        self.type_credentials()
        self.type_code(codes[2])
        self.go(SECURITY)
        self.assertNotIn("waits to come in", self.text, "a sign-in with a second step stopped it")
        self.leave("/sign-out")
        self.ask_recovery(kit)
        self.ask_recovery(kit, secondStep=codes[3])
        self.kit_groups()

    def ask_recovery(self, kit, **more):
        if not more:
            self.go("/recover")
        form = self.form("/recover")
        self.fill(form, handle="asha", code=kit, passphrase="eleven kettles whistle above frozen lakes", **more)
        self.submit(form)
