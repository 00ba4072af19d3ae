using System.Collections.Concurrent;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Ramure.Kernel.Text;

namespace Ramure.Tests.Security;

/// <summary>Every form of every page, sent with its token and whatever somebody may put into it: kept, refused or not found, never a fault.</summary>
public sealed class FormFuzzTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    /// <summary>Addresses whose forms only appear with a question, or for something to be done.</summary>
    private static readonly string[] WithQuestion =
    [
        "/journal/nouvelle?unite=A62&genre=training", "/journal/nouvelle?unite=A62&genre=visit",
        "/reseau/reorganisations/verification?type=deplacer&jour=2031-01-01&unites=A22&vers=DT-HDF&motif=Essai",
    ];

    [Fact]
    public async Task No_form_makes_a_fault()
    {
        using var client = await whole.Installation.ClientAsync();
        var pages = (await Route.AllAsync(whole)).Where(r => r.Method == "POST" && !r.Pattern.StartsWith("/erreur", StringComparison.Ordinal))
            .Select(r => r.Address(whole.Values)).Concat(WithQuestion).ToList();
        var forms = new ConcurrentBag<(string Address, int Form)>();
        foreach (var page in pages)
            for (var i = (await FormsAsync(client, page)).Count - 1; i >= 0; i--)
                forms.Add((page, i));
        Assert.True(forms.Count > 8, $"Only {forms.Count} forms: {string.Join(" ", forms)}");
        var all = forms.OrderBy(f => f.Address, StringComparer.Ordinal).ToList();

        await Gen.Select(Gen.Int[0, all.Count - 1], Hostile.Text("A62", "2024-03-04", "12", "un texte", "training", "visit", "teacher-primary", "media-literacy", "on").Array[60], Gen.Int[0, 9].Array[60]).SampleAsync(
            async (which, values, keep) =>
            {
                // The form may have gone with what another try did: then there is nothing to send.
                var (address, form) = all[which];
                if ((await FormsAsync(client, address)).ElementAtOrDefault(form) is not { } element)
                    return;
                var fields = Fields(element).Select((f, i) => KeyValuePair.Create(
                    f.Key, f.Key.StartsWith("__", StringComparison.Ordinal) || f.Key == "_handler" || keep[i % 60] < 4 ? f.Value : WellFormed(values[i % 60]))).ToList();
                using HttpContent content = element.Enctype == "multipart/form-data" ? Multipart(fields, values[0]) : new FormUrlEncodedContent(fields);
                using var answer = await client.PostAsync(address, content, TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} for {address} with {string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}");
            },
            iter: Hostile.Tries(100),
            threads: 1);
    }

    /// <summary>A browser sends whole characters.</summary>
    private static string WellFormed(string text) => SearchText.WellFormed(text);

    private static async Task<List<IHtmlFormElement>> FormsAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return [.. page.Forms.Where(f => f.GetAttribute("method")?.Equals("post", StringComparison.OrdinalIgnoreCase) == true)];
    }

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form) =>
    [
        .. form.QuerySelectorAll("input[name], select[name], textarea[name], button[name]").Where(e => e.GetAttribute("type") != "file")
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch
            {
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => e.GetAttribute("value") ?? "",
            })),
    ];

    private static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> fields, string file)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(WellFormed(file))), "file", "essai.csv");
        return content;
    }
}
