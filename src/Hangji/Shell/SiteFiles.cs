using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Hangji.Shell;

/// <summary>
/// 静态文件: style sheets, script and icons, embedded in the program, compressed once at start and served under an address that carries their hash,
/// so a browser keeps them for a year and still sees the next version at once.
/// </summary>
internal sealed class SiteFiles
{
    readonly FrozenDictionary<string, Asset> files;

    SiteFiles(FrozenDictionary<string, Asset> files) => this.files = files;

    public static SiteFiles Embedded { get; } = Read(typeof(SiteFiles).Assembly);

    /// <summary>Names such as <c>theme.css</c> and <c>lib/icons.svg</c>.</summary>
    public IEnumerable<string> Names => files.Keys;

    /// <summary>The address of a file, with its version. A missing name is a fault of the build and is said at once.</summary>
    public static string At(string name) => Embedded.files.TryGetValue(name, out var asset) ? asset.Address
        : throw new InvalidOperationException($"Asset {name} is not in the program; run ./do up or npm ci && node assets.mjs in src/Hangji.");

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Embedded.files[name].Plain);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/assets/{**name}", (HttpContext http, string name) => Embedded.Serve(http, name)).AllowAnonymous();
        app.MapGet("/favicon.ico", () => Results.LocalRedirect(At("favicon.svg"))).AllowAnonymous();
    }

    async Task Serve(HttpContext http, string name)
    {
        if (!files.TryGetValue(name, out var asset)) { http.Response.StatusCode = StatusCodes.Status404NotFound; return; }
        var headers = http.Response.Headers;
        headers.ETag = asset.Tag;
        headers.Vary = "Accept-Encoding";
        headers.CacheControl = http.Request.Query["v"] == asset.Version ? "public,max-age=31536000,immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch == asset.Tag) { http.Response.StatusCode = StatusCodes.Status304NotModified; return; }
        var (encoding, body) = asset.For(http.Request.Headers.AcceptEncoding);
        if (encoding is not null) headers.ContentEncoding = encoding;
        http.Response.ContentType = asset.Type;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    static SiteFiles Read(Assembly assembly) => new((
        from resource in assembly.GetManifestResourceNames()
        where resource.StartsWith("assets/", StringComparison.Ordinal)
        let name = resource["assets/".Length..].Replace('\\', '/')
        select Asset.Of(name, assembly.GetManifestResourceStream(resource)!)).ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal));

    sealed record Asset(string Name, string Type, string Version, byte[] Plain)
    {
        readonly Lazy<byte[]> brotli = new(() => Packed(Plain, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
        readonly Lazy<byte[]> gzip = new(() => Packed(Plain, to => new GZipStream(to, CompressionLevel.SmallestSize)));

        public string Address { get; } = $"/assets/{Name}?v={Version}";
        public string Tag { get; } = $"\"{Version}\"";

        public static Asset Of(string name, Stream stream)
        {
            using var copy = new MemoryStream();
            using (stream) stream.CopyTo(copy);
            var plain = copy.ToArray();
            var type = Path.GetExtension(name) switch { ".css" => "text/css", ".js" => "text/javascript", _ => "image/svg+xml" };
            return new(name, type + "; charset=utf-8", Convert.ToHexStringLower(SHA256.HashData(plain))[..12], plain);
        }

        public (string? Encoding, byte[] Body) For(StringValues accepted)
        {
            var asked = accepted.ToString();
            return asked.Contains("br", StringComparison.Ordinal) ? ("br", brotli.Value) : asked.Contains("gzip", StringComparison.Ordinal) ? ("gzip", gzip.Value) : (null, Plain);
        }

        static byte[] Packed(byte[] plain, Func<Stream, Stream> pack)
        {
            using var to = new MemoryStream();
            using (var packing = pack(to)) packing.Write(plain);
            return to.ToArray();
        }
    }
}
