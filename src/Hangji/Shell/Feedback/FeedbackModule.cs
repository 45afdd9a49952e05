using Hangji.Platform.Data;

namespace Hangji.Shell.Feedback;

/// <summary>The door of the complaint box (N10).</summary>
internal static class FeedbackModule
{
    public static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton<IRoomTables, FeedbackTables>()
        .AddScoped<SayFeedback>()
        .AddScoped<AnswerFeedback>()
        .AddMenu(new MenuEntry("答复投诉与建议", "message-2", "/feedback/answers", AnswerFeedback.Policy, 190));
}
