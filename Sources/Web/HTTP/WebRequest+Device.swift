import HTTPTypes
import Identity

extension WebRequest {
    /// The browser that sends a form of the door.
    func browser(isShared: Bool = false) -> SeenDevice {
        SeenDevice(token: deviceToken, name: BrowserName.of(fields), isShared: isShared)
    }

    /// Whatever asks the API: a program that cannot be known again, or whoever runs the server, by its socket.
    var program: SeenDevice {
        isLocalSocket ? .local : SeenDevice(name: localized("A program"))
    }

    var deviceToken: DeviceToken? {
        Cookies.value(Cookies.device, in: fields).flatMap { DeviceToken(text: $0) }
    }

    /// The sign-in that waits for its second step.
    var signInToken: SignInToken? {
        Cookies.value(Cookies.signIn, in: fields).flatMap { SignInToken(text: $0) }
    }
}

extension Answer {
    /// A session begins in this browser.
    func beginning(_ signedIn: SignedIn, _ request: WebRequest) -> Answer {
        var answer = adding(.setCookie, SessionCookie.setting(signedIn.token.text()))
        if let device = signedIn.device {
            answer = answer.adding(
                .setCookie,
                Cookies.setting(Cookies.device, to: device.text(), maxAgeSeconds: Cookies.deviceSeconds)
            )
        }
        if request.signInToken != nil { answer = answer.adding(.setCookie, Cookies.deleting(Cookies.signIn)) }
        return answer
    }
}
