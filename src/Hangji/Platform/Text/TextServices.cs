namespace Hangji.Platform.Text;

/// <summary>What <c>Program</c> registers of this folder: one book for the program, one voice per request.</summary>
internal static class TextServices
{
    public static IServiceCollection AddText(this IServiceCollection services) => services
        .AddSingleton(WordBook.Embedded)
        .AddScoped(provider => new Words(provider.GetRequiredService<WordBook>()));
}
