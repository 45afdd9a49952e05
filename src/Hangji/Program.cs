var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "Hangji");
app.Run();
