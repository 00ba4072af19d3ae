using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Ramure.Ui.Components;

/// <summary>A message shown once on the next page.</summary>
public sealed record FlashMessage(bool IsError, string Text);

/// <summary>
/// Messages that survive the redirect after a form, in a cookie read once. Call before <c>NavigateTo</c>.
/// The text is shown as text, never as markup, so a cookie changed by its owner harms nobody.
/// </summary>
public sealed class FlashMessages(IHttpContextAccessor accessor)
{
    internal const string Cookie = "ramure-message";
    private readonly List<FlashMessage> sent = [];

    /// <summary>What was done: "L’activité est enregistrée."</summary>
    public void Success(string text) => Send(new(false, text));

    /// <summary>What could not be done and why.</summary>
    public void Error(string text) => Send(new(true, text));

    /// <summary>The messages left by the page before; they are gone afterwards.</summary>
    internal IReadOnlyList<FlashMessage> Take()
    {
        var context = accessor.HttpContext;
        if (context is null || !HttpMethods.IsGet(context.Request.Method) || context.Request.Cookies[Cookie] is not { Length: > 0 } cookie)
            return [];
        if (!context.Response.HasStarted)
            context.Response.Cookies.Delete(Cookie, Options(context));
        try
        {
            return JsonSerializer.Deserialize<List<FlashMessage>>(WebEncoders.Base64UrlDecode(cookie)) ?? [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return [];
        }
    }

    private void Send(FlashMessage message)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("A flash message needs a request.");
        sent.Add(message);
        context.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(sent)), Options(context));
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
