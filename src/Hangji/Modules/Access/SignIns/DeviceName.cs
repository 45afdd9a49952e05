namespace Hangji.Modules.Access.SignIns;

/// <summary>设备: a short name by which its owner knows a signed-in device again, from what the browser says of itself; product names only, the same in every language.</summary>
internal static class DeviceName
{
    private static readonly (string Mark, string Name)[] Systems =
        [("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("UOS", "UOS"), ("Kylin", "Kylin"), ("Linux", "Linux")];

    private static readonly (string Mark, string Name)[] Browsers =
        [("MicroMessenger", "WeChat"), ("DingTalk", "DingTalk"), ("QQBrowser", "QQ"), ("UCBrowser", "UC"), ("HuaweiBrowser", "Huawei"), ("MiuiBrowser", "Mi"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    public static string Of(string? userAgent)
    {
        var said = userAgent ?? "";
        string?[] parts = [First(Systems, said), First(Browsers, said)];
        return string.Join(" · ", parts.OfType<string>()) is { Length: > 0 } name ? name : "—";
    }

    private static string? First((string Mark, string Name)[] known, string said) => known.FirstOrDefault(k => said.Contains(k.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
