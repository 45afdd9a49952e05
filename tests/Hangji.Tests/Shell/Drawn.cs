using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hangji.Tests.Shell;

/// <summary>Draws one component with the framework's own renderer and reads the markup back.</summary>
internal static class Drawn
{
    public static async Task<string> Text<T>(object? parameters = null, string language = "zh", RenderFragment? content = null, params (string Zh, string En)[] words) where T : IComponent
    {
        var given = (parameters?.GetType().GetProperties() ?? []).ToDictionary(p => p.Name, p => p.GetValue(parameters));
        if (content is not null) given["ChildContent"] = content;
        var spoken = words.Length == 0 ? new Words() : new Words(WordBook.Of(words));
        spoken.Language = language;
        await using var services = new ServiceCollection().AddLogging().AddSingleton(spoken).AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddSingleton<AntiforgeryStateProvider, KnownToken>().AddSingleton<NavigationManager, Nowhere>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(given))).ToHtmlString());
    }

    public static async Task<IElement> Element<T>(object? parameters = null, string language = "zh", RenderFragment? content = null, params (string Zh, string En)[] words) where T : IComponent =>
        Read(await Text<T>(parameters, language, content, words));

    /// <summary>The only element of a piece of markup, or a div around several.</summary>
    public static IElement Read(string markup)
    {
        var body = new HtmlParser().ParseDocument("<body>" + markup).Body!;
        return body.ChildElementCount == 1 && body.ChildNodes.All(n => n is IElement || string.IsNullOrWhiteSpace(n.TextContent)) ? body.FirstElementChild! : body;
    }

    /// <summary>Content of a part, as markup.</summary>
    public static RenderFragment Markup(string markup) => builder => builder.AddMarkupContent(0, markup);

    sealed class KnownToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }

    sealed class Nowhere : NavigationManager
    {
        public Nowhere() => Initialize("http://localhost/", "http://localhost/");
    }
}
