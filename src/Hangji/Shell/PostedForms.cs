using Microsoft.AspNetCore.Antiforgery;

namespace Hangji.Shell;

/// <summary>A posted form without a valid token goes no further: it is given back to its reader (400) with what was typed.</summary>
internal sealed class PostedForms(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
