import HTTPTypes
import NIOCore

/// The service worker and the page it shows when the server cannot be reached.
///
/// Both are the same for everybody: they are made at the start, and neither reads or sets a cookie.
struct OfflinePages: Sendable {
    let site: PageSite

    var endpoints: [Endpoint] { [worker, page] }

    private var worker: Endpoint {
        let script = site.assets.worker
        let body = ByteBuffer(bytes: script.bytes)
        return Endpoint(.get, "/service-worker.js", surface: .asset, access: .anyone) { _ in
            Answer(status: .ok, body: body)
                .adding(.contentType, "text/javascript; charset=utf-8")
                .adding(.eTag, script.entityTag)
                // Asked for anew each time: a worker that is kept would keep an old version of everything.
                .adding(.cacheControl, "no-cache")
                .adding(.serviceWorkerAllowed, "/")
        }
    }

    private var page: Endpoint {
        let pages = Dictionary(
            uniqueKeysWithValues: PageLocale.allCases.map { locale in
                let words = site.renderer.words(locale)
                let frame = PageFrame(handle: nil, csrf: "", path: "/", words: words)
                return (locale, ByteBuffer(bytes: site.renderer.render(OfflinePage(words), in: frame)))
            }
        )
        return Endpoint(.get, "/offline", surface: .asset, access: .anyone) { request in
            let locale = request.query["lang"].flatMap(PageLocale.init(rawValue:)) ?? .standard
            return Answer(status: .ok, body: pages[locale] ?? ByteBuffer())
                .adding(.contentType, "text/html; charset=utf-8")
                .adding(.cacheControl, "no-cache")
        }
    }
}
