using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hangji.Demo;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;

namespace Hangji.Bench;

/// <summary>
/// Today and the member list, signed in, on the demo county, against a bare page of the same framework that reads as many rows; then start and memory of the
/// program as it is served. wrk shares the two cores with server and database.
/// </summary>
internal static partial class PagesBench
{
    private const string Command = "./do bench pages";

    public static async Task Run(Report report)
    {
        await using var store = await BenchStore.Open(postgres: false);
        if (await store.Services.GetRequiredService<IDemoData>().Load(_ => { }, default) is { } refusal) throw new InvalidOperationException(refusal.Message);
        using (var server = Serve(store.Store, out var address, out var first))
        {
            report.Add(new("cold start to the first page", Command, first, "s", 3, AtLeast: false));
            await Task.Delay(3000);
            server.Refresh();
            report.Add(new("memory when idle", Command, server.WorkingSet64 / 1048576.0, "MB", 250, AtLeast: false));
            await Compare(report, address, await SignIn(address), "Today", "/", BarePage.TodayRows, store.Store);
            await Compare(report, address, await SignIn(address), "member list", "/members", BarePage.ListRows, store.Store);
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task Compare(Report report, string address, string cookie, string name, string path, int rows, Store store)
    {
        await using var bare = await BarePage.Serve(store, rows);
        var limit = Load(bare.Urls.First() + "/", null);
        var ours = Load(address + path, cookie);
        report.Add(new($"{name}, signed in, 16 connections", Command, ours.Rate, "req/s", 0, AtLeast: true, limit.Rate, 0.5, $"bare page reads {rows} rows"));
        report.Add(new($"{name}, p99", Command, ours.P99, "ms", 50, AtLeast: false, Note: $"bare page p99 {limit.P99:0.#} ms"));
    }

    private static Process Serve(Store store, out string address, out double first)
    {
        var port = 5400 + Environment.ProcessId % 500;
        address = $"http://127.0.0.1:{port}";
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(Web).Assembly.Location, "serve", "--urls", address, "--data", store.Folder }) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        using var http = new HttpClient();
        for (; ; Thread.Yield())
        {
            try
            {
                if (http.GetAsync(address + "/sign-in").GetAwaiter().GetResult().StatusCode == HttpStatusCode.OK) break;
            }
            catch (HttpRequestException) when (!process.HasExited && watch.Elapsed.TotalSeconds < 60)
            {
                Task.Delay(20).GetAwaiter().GetResult();
            }
        }
        first = watch.Elapsed.TotalSeconds;
        return process;
    }

    /// <summary>The cookies of the demo county's clerk, who has one seat.</summary>
    private static async Task<string> SignIn(string address)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address) };
        var page = await http.GetStringAsync("/sign-in");
        var form = page[page.LastIndexOf("<form", page.IndexOf("name=\"Password\"", StringComparison.Ordinal), StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = Hidden().Matches(form).Select(m => KeyValuePair.Create(m.Groups["n"].Value, WebUtility.HtmlDecode(m.Groups["v"].Value))).ToList();
        fields.Add(new("UserName", "hemin"));
        fields.Add(new("Password", LoadDemoCounty.Password));
        var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        if (answer.StatusCode != HttpStatusCode.Found) throw new InvalidOperationException($"sign-in answered {(int)answer.StatusCode}");
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    /// <summary>wrk with 16 connections for six seconds, after two that do not count.</summary>
    private static (double Rate, double P99) Load(string url, string? cookie)
    {
        Wrk(url, cookie, 2);
        var output = Wrk(url, cookie, 6);
        if (BadAnswers().Match(output) is { Success: true } bad) throw new InvalidOperationException($"{url}: {bad.Value}");
        var p99 = P99().Match(output);
        return (double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(p99.Groups[1].Value, CultureInfo.InvariantCulture) * (p99.Groups[2].Value switch { "us" => 0.001, "s" => 1000, _ => 1 }));
    }

    private static string Wrk(string url, string? cookie, int seconds)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-t1", "-c16", $"-d{seconds}s", "--latency" }) start.ArgumentList.Add(argument);
        if (cookie is not null) foreach (var argument in new[] { "-H", "Cookie: " + cookie, "-H", "Accept: text/html" }) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(url);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="(?<n>[^"]+)"[^>]*value="(?<v>[^"]*)""")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: \d+")]
    private static partial Regex BadAnswers();
}
