using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace Hangji.Shell;

/// <summary>人人一样: the page or address reads the same for everybody, signed in or not; it may be kept and handed out (docs/decisions/0017).</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SameForAllAttribute : Attribute;

/// <summary>A finished answer, packed once for all who ask.</summary>
internal sealed record PublicAnswer(string Type, string? Disposition, byte[] Plain, string Tag, DateTimeOffset At, long About, int Generation)
{
    private readonly Lazy<byte[]> brotli = new(() => Packed(Plain, to => new BrotliStream(to, CompressionLevel.Optimal)));
    private readonly Lazy<byte[]> gzip = new(() => Packed(Plain, to => new GZipStream(to, CompressionLevel.Optimal)));

    public (string? Encoding, byte[] Body) For(string accepted) =>
        accepted.Contains("br", StringComparison.Ordinal) ? ("br", brotli.Value) : accepted.Contains("gzip", StringComparison.Ordinal) ? ("gzip", gzip.Value) : (null, Plain);

    private static byte[] Packed(byte[] plain, Func<Stream, Stream> pack)
    {
        using var to = new MemoryStream();
        using (var packing = pack(to)) packing.Write(plain);
        return to.ToArray();
    }
}

/// <summary>What is kept of public answers in this process. A change of records about a subject forgets its answers at once; anything else grows old in <see cref="Fresh"/>.</summary>
internal sealed class PublicShelf
{
    /// <summary>How long an answer is handed out without being made anew: as long as an edit behind the program's back, or a save of another process, can stay unseen.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>Addresses kept at once; each is some 30 KB.</summary>
    private const int Most = 4_000;

    private readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, int> generations = new();

    public sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public PublicAnswer? Answer { get; set; }
    }

    public int Count => places.Count;

    public Place Of(string key)
    {
        if (places.Count > Most) places.Clear();
        return places.GetOrAdd(key, _ => new());
    }

    public void Drop(string key) => places.TryRemove(key, out _);

    public void Forget(long about) => generations.AddOrUpdate(about, 1, (_, now) => now + 1);

    public int Generation(long about) => generations.GetValueOrDefault(about);

    /// <summary>False once its subject has changed; such an answer is given to nobody.</summary>
    public bool Stands(PublicAnswer? answer) => answer is not null && answer.Generation == Generation(answer.About);
}

/// <summary>
/// 公开页的缓存: answers GETs of what is the same for all from memory: rendered once by a reader without cookies (save language, size and theme), tagged by its own
/// bytes, answered with 304 where the reader has it, and never with a cookie of ours.
/// </summary>
internal sealed class PublicPages(RequestDelegate next, PublicShelf shelf, TimeProvider clock)
{
    // May be kept anywhere, and is asked for again each time: an answer of 304 costs next to nothing, and a correction is seen at once.
    private const string Shared = "public, no-cache";

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<SameForAllAttribute>() is null || !HttpMethods.IsGet(http.Request.Method)) { await next(http); return; }
        var look = Preferences.Of(http.Request);
        // A search is answered anew each time, so that nobody fills the memory with questions.
        var answer = http.Request.Query.Keys.Any(name => name != "lang") ? await Render(http, look)
            : await Kept(http, look, string.Join('\n', http.Request.Host.Value, http.Request.Path.Value, look.Language, look.LargeType, look.Dark));
        if (answer is not null) await Give(http, answer);
    }

    /// <summary>Tells what the answer is about while it is being made, so that a change of that subject forgets it.</summary>
    public static void About(HttpContext? http, long subject) => http?.Features.Get<Making>()?.Said(subject);

    private async Task<PublicAnswer?> Kept(HttpContext http, Preferences look, string key)
    {
        var place = shelf.Of(key);
        var before = place.Answer;
        if (IsFresh(before)) return before;
        // While one reader has it made anew, the others get what is ten seconds old; what is no longer true they wait for.
        if (!await place.Turn.WaitAsync(shelf.Stands(before) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, http.RequestAborted)) return before;
        try
        {
            if (IsFresh(place.Answer)) return place.Answer;
            place.Answer = await Render(http, look);
            if (place.Answer is null) shelf.Drop(key);
            return place.Answer;
        }
        finally { place.Turn.Release(); }
    }

    private bool IsFresh(PublicAnswer? answer) => shelf.Stands(answer) && clock.GetUtcNow() - answer!.At < PublicShelf.Fresh;

    /// <returns>Null where the answer was no success; it has then been given already.</returns>
    private async Task<PublicAnswer?> Render(HttpContext http, Preferences look)
    {
        var (request, response, at) = (http.Request, http.Response, clock.GetUtcNow());
        // Made as for a stranger: whoever came first, nothing of him can be in what the others get.
        request.Headers.Cookie = look.Cookies();
        var accepted = request.Headers.AcceptEncoding;
        request.Headers.Remove("Accept-Encoding");
        var (making, body) = (new Making(shelf), http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        using var text = new MemoryStream();
        http.Features.Set(making);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(text));
        try { await next(http); await http.Response.CompleteAsync(); }
        finally
        {
            http.Features.Set(body);
            http.Features.Set<Making>(null);
            request.Headers.AcceptEncoding = accepted;
        }
        response.Headers.Remove("Set-Cookie");
        var bytes = text.ToArray();
        if (response.StatusCode == StatusCodes.Status200OK)
            return new(response.ContentType ?? "text/html; charset=utf-8", response.Headers.ContentDisposition, bytes, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"", at, making.Subject, making.Generation);
        if (bytes.Length > 0) await response.Body.WriteAsync(bytes, http.RequestAborted);
        return null;
    }

    private static async Task Give(HttpContext http, PublicAnswer answer)
    {
        var (request, response) = (http.Request, http.Response);
        response.Headers.ETag = answer.Tag;
        response.Headers.CacheControl = Shared;
        response.Headers.Vary = "Accept-Encoding, Cookie";
        if (request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || $"W/{tag.Tag}" == answer.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentLength = null;
            return;
        }
        var (encoding, bytes) = answer.For(request.Headers.AcceptEncoding.ToString());
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        if (answer.Disposition is not null) response.Headers.ContentDisposition = answer.Disposition;
        (response.ContentType, response.ContentLength) = (answer.Type, bytes.Length);
        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private sealed class Making(PublicShelf shelf)
    {
        public long Subject { get; private set; }
        public int Generation { get; private set; }

        public void Said(long subject) => (Subject, Generation) = (subject, shelf.Generation(subject));
    }
}
