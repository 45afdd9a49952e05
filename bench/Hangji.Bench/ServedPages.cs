using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hangji.Demo;
using Hangji.Platform.Data;
using Hangji.Shell;

namespace Hangji.Bench;

/// <summary>The program as its users meet it: a process of its own, signed in through its page, asked by wrk.</summary>
internal static partial class ServedPages
{
    public static Process Serve(Store store, out string address, out double first)
    {
        var port = 5400 + Environment.ProcessId % 500;
        address = $"http://127.0.0.1:{port}";
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(Web).Assembly.Location, "serve", "--urls", address, "--data", store.Folder, .. store.Postgres is { } postgres ? ["--postgres", postgres] : Array.Empty<string>()]) start.ArgumentList.Add(argument);
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

    /// <summary>The cookies of somebody of the demo county who has one seat.</summary>
    public static Task<string> SignIn(string address, string user) => SignIn(address, "/sign-in", ("UserName", user), ("Password", LoadDemoCounty.Password));

    /// <summary>The cookies that a sign-in page gives; what it hides in its form is sent along.</summary>
    public static async Task<string> SignIn(string address, string path, params (string Name, string Value)[] typed)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address) };
        var page = await http.GetStringAsync(path);
        var form = page[page.LastIndexOf("<form", page.IndexOf($"name=\"{typed[^1].Name}\"", StringComparison.Ordinal), StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = Hidden().Matches(form).Select(m => m.Value).Select(input => KeyValuePair.Create(NameOf().Match(input).Groups[1].Value, WebUtility.HtmlDecode(ValueOf().Match(input).Groups[1].Value))).ToList();
        fields.AddRange(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)));
        var answer = await http.PostAsync(path, new FormUrlEncodedContent(fields));
        if (answer.StatusCode != HttpStatusCode.Found) throw new InvalidOperationException($"sign-in answered {(int)answer.StatusCode}");
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    /// <summary>wrk with 16 connections for six seconds, after two that do not count.</summary>
    public static (double Rate, double P99) Load(string url, string? cookie)
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

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""name="([^"]*)""")]
    private static partial Regex NameOf();

    [GeneratedRegex("""value="([^"]*)""")]
    private static partial Regex ValueOf();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: \d+")]
    private static partial Regex BadAnswers();
}
