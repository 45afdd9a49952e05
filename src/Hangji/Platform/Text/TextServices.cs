namespace Hangji.Platform.Text;

/// <summary>What <c>Program</c> registers of Text and Codes: one word book and one code book for the program, one voice per request.</summary>
internal static class TextServices
{
    public static IServiceCollection AddText(this IServiceCollection services) => services
        .AddSingleton(WordBook.Embedded)
        .AddSingleton(Codes.CodeBook.Embedded)
        .AddScoped(provider => new Words(provider.GetRequiredService<WordBook>()));
}
