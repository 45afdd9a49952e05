using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;
using Hangji.Platform.Files;
using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>公开网站的文件: the published bytes, receipts, attachments, feed and open data of a place. The same for everybody, without sign-in or cookies.</summary>
internal static class SiteEndpoints
{
    private const string Json = "application/json; charset=utf-8";
    private const string Licence = "本数据由所列组织依法公开，任何人都可以免费复制、转载、再利用；请写明来源和公开日期，不得改动后仍称原文。";

    private static readonly string[] Heads = ["标题", "一句话", "栏目", "时期", "公开期起", "公开期止", "版", "公开时间", "网址", "内容", "使用许可"];
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Indented = true };

    public static void Map(IEndpointRouteBuilder app)
    {
        var same = new SameForAllAttribute();
        app.MapGet("/v/{code}/{doc}/{rev:int}/copy", Copy).AllowAnonymous().WithMetadata(same);
        app.MapGet("/v/{code}/{doc}/{rev:int}/receipt", ReceiptOf).AllowAnonymous().WithMetadata(same);
        app.MapGet("/v/{code}/{doc}/{rev:int}/files/{n:int}", Attachment).AllowAnonymous().WithMetadata(same);
        app.MapGet("/v/{code}/feed", Feed).AllowAnonymous().WithMetadata(same);
        app.MapGet("/v/{code}/data.json", DataJson).AllowAnonymous().WithMetadata(same);
        app.MapGet("/v/{code}/data.csv", DataCsv).AllowAnonymous().WithMetadata(same);
        app.MapGet("/robots.txt", () => Results.Text("User-agent: *\nAllow: /v\nAllow: /verify\nDisallow: /v/*/ask\nDisallow: /\n")).AllowAnonymous();
    }

    /// <summary>The exact bytes that were published: what the log's entry commits to (after the salt, where there is one).</summary>
    private static async Task<IResult> Copy(HttpContext http, string code, string doc, int rev, ItemReader items, CancellationToken stop)
    {
        var item = await items.Readable(code, doc, rev, stop);
        PublicPages.About(http, item.Place.Id);
        return Results.Bytes(item.Copy.Bytes, Json);
    }

    /// <summary>The receipt, with entry and salt as its extra data: with the bytes it proves everything offline.</summary>
    private static async Task<IResult> ReceiptOf(HttpContext http, string code, string doc, int rev, ItemReader items, CancellationToken stop)
    {
        var item = await items.Readable(code, doc, rev, stop);
        PublicPages.About(http, item.Place.Id);
        if (item.Proof is not { Receipt: { } receipt, Leaf: { } leaf }) throw new OutOfScopeException("no receipt");
        return Results.Text(TextReceipt.Of(receipt, leaf, item.Copy.Salt), "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> Attachment(HttpContext http, string code, string doc, int rev, int n, ItemReader items, PublicReader reader, CancellationToken stop)
    {
        var item = await items.Readable(code, doc, rev, stop);
        PublicPages.About(http, item.Place.Id);
        if (item.Text!.Files is not { } files || n < 0 || n >= files.Count || await reader.File(item.Copy, files[n], stop) is not { } file) throw new OutOfScopeException("no file");
        // Whatever it claims to be, a browser only keeps it: nothing that was uploaded runs or is drawn under this address.
        return Results.File(file.Bytes, "application/octet-stream", file.Name);
    }

    private static async Task<IResult> Feed(HttpContext http, string code, BoardOf boards, Words words, CancellationToken stop)
    {
        var board = await boards.Place(code, stop);
        PublicPages.About(http, board.Place.Id);
        var (site, home) = (SiteAddress.Of(http.Request), $"{SiteAddress.Of(http.Request)}/v/{board.Place.Code}");
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            xml.WriteElementString("id", home);
            xml.WriteElementString("title", words["{0}公开栏", board.Name]);
            xml.WriteElementString("updated", Stamp(board.Newest ?? DateTime.UnixEpoch));
            Link(xml, "self", home + "/feed");
            Link(xml, "alternate", home);
            foreach (var item in board.Items.Where(i => i.WithdrawnOn is null).Take(50))
            {
                xml.WriteStartElement("entry");
                xml.WriteElementString("id", $"{home}/{item.Doc}/{item.Rev}");
                xml.WriteElementString("title", Legal(item.Title));
                xml.WriteElementString("updated", Stamp(item.PublishedAt));
                Link(xml, "alternate", $"{home}/{item.Doc}/{item.Rev}");
                xml.WriteStartElement("author");
                xml.WriteElementString("name", board.Name);
                xml.WriteEndElement();
                xml.WriteElementString("summary", Legal(item.Summary));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return Results.Bytes(bytes.ToArray(), "application/atom+xml; charset=utf-8");

        static void Link(XmlWriter xml, string rel, string href)
        {
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", rel);
            xml.WriteAttributeString("href", href);
            xml.WriteEndElement();
        }
    }

    /// <summary>All current texts of a place, as they were published, with what proves each.</summary>
    private static async Task<IResult> DataJson(HttpContext http, string code, BoardOf boards, PublicReader reader, CancellationToken stop)
    {
        var board = await boards.Place(code, stop);
        PublicPages.About(http, board.Place.Id);
        var current = board.Items.Where(i => i.WithdrawnOn is null).ToDictionary(i => (i.Doc, i.Rev));
        using var bytes = new MemoryStream();
        await using (var json = new Utf8JsonWriter(bytes, Written))
        {
            json.WriteStartObject();
            json.WriteString("place", board.Place.Code);
            json.WriteString("name", board.Name);
            json.WriteString("licence", Licence);
            json.WriteStartArray("items");
            await foreach (var copy in reader.All(board.Place).WithCancellation(stop))
            {
                if (!current.TryGetValue((copy.Doc, copy.Rev), out var item) || CopyText.Read(copy.Bytes) is null) continue;
                json.WriteStartObject();
                json.WriteString("address", $"{SiteAddress.Of(http.Request)}/v/{board.Place.Code}/{copy.Doc}/{copy.Rev}");
                json.WriteString("publishedAt", Stamp(copy.PublishedAt));
                json.WriteString("sha256", copy.Sha256);
                json.WriteString("agreesWithLog", item.Is.ToString());
                json.WritePropertyName("text");
                json.WriteRawValue(copy.Bytes);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{board.Place.Code}.json\"";
        return Results.Bytes(bytes.ToArray(), Json);
    }

    /// <summary>The same as a sheet, a line an item with its text in one cell; what a spreadsheet would take for a formula is written as text.</summary>
    private static async Task<IResult> DataCsv(HttpContext http, string code, BoardOf boards, PublicReader reader, CancellationToken stop)
    {
        var board = await boards.Place(code, stop);
        PublicPages.About(http, board.Place.Id);
        var current = board.Items.Where(i => i.WithdrawnOn is null).Select(i => (i.Doc, i.Rev)).ToHashSet();
        using var bytes = new MemoryStream();
        using (var sheet = new CsvWriter(bytes, [.. Heads.Select(h => new SheetColumn(h))]))
            await foreach (var copy in reader.All(board.Place).WithCancellation(stop))
                if (current.Contains((copy.Doc, copy.Rev)) && CopyText.Read(copy.Bytes) is { } text)
                    sheet.Row(copy.Title, copy.Summary, Said.Section(copy.Kind), copy.Period, copy.From, copy.Until, copy.Rev, Stamp(copy.PublishedAt), $"{SiteAddress.Of(http.Request)}/v/{board.Place.Code}/{copy.Doc}/{copy.Rev}", string.Join('\n', TextChanges.Lines(text)), Licence);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{board.Place.Code}.csv\"";
        return Results.Bytes(bytes.ToArray(), "text/csv; charset=utf-8");
    }

    private static string Stamp(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    private static string Legal(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
