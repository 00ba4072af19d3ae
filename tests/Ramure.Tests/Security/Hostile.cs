using CsCheck;

namespace Ramure.Tests.Security;

/// <summary>Values that have broken programs: of numbers, days, encodings, other languages than the one expected.</summary>
internal static class Hostile
{
    /// <summary>How many tries a fuzzing test makes; <c>RAMURE_FUZZ=20000</c> for a long night.</summary>
    public static int Tries(int usual) => int.TryParse(Environment.GetEnvironmentVariable("RAMURE_FUZZ"), out var asked) ? asked : usual;

    public static readonly string[] Texts =
    [
        "", " ", "\t", "0", "-0", "-1", "1", "01", "+1", "1.5", "1,5", "1e5", "1e308", "NaN", "Infinity", "2147483647", "2147483648", "-2147483649",
        "9223372036854775808", "79228162514264337593543950336", "0x10", "١٢٣", "１２", "²", "½", "1\u00a0000", "1_000",
        "0001-01-01", "0000-01-01", "0000-00", "0000", "9999-12-31", "9999-12", "9999", "10000-01-01", "2024-02-30", "2024-13-01", "2024-1-1", "٢٠٢٤-٠١-٠١", "２０２４-０１",
        "9999-10000", "0000-0001", "1999-2001", "31/12/9999", "01/01/0001", "99/99/9999", "9999-12-31T23:59:59Z", "24:00", "-2024", "2024-", "-01-01",
        "courant", "constant", "constant:", "constant:0001-01-01", "constant:9999-12-31", "constant:2024-02-30",
        "theme:", ":", "theme:a|b", "a=b", "=", "[", "]", "[a=b", "a[b=c|]", "(", "((((((((((((((((((((((((((", ")", "a - b", "1/0", "a//b", "..", ".", "../../etc/passwd", "a..b",
        "<script>alert(1)</script>", "\" onload=\"x", "'", "'; DROP TABLE kernel_audit; --", "%", "%%", "_", "\\", "\\u0000", "{0}", "{}", "${7*7}", "{{7*7}}", "=1+1", "@SUM(A1)",
        "\0", "a\0b", "\r\nSet-Cookie: a=b", "é", "e\u0301", "İ", "ı", "ß", "ﬁ", "\u202e", "\u200b", "\ufeff", "\uffff", "\U0001f600", "\ud800", "\udc00\ud800", "a\ud800b",
        "null", "true", "undefined", "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        new('a', 300), new('9', 400), new('(', 2000), new(';', 3000), string.Concat(Enumerable.Repeat("é", 1500)),
    ];

    /// <summary>As they stand in an address, already encoded; some are wrong even so.</summary>
    public static readonly string[] Encoded =
        [.. Texts.Select(Uri.EscapeDataString), "%", "%z", "%00", "a%00b", "%ff%fe", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%u0041", "+", "a+b", "%2500", "a&a", "a=b=c"];

    public static Gen<T> OneOf<T>(IReadOnlyList<T> from) => Gen.Int[0, from.Count - 1].Select(i => from[i]);

    /// <summary>A text made for its place, a hostile one, or pieces of both.</summary>
    public static Gen<string> Text(params string[] fitting) => Gen.Frequency(
        (4, OneOf(fitting)),
        (4, OneOf(Texts)),
        (1, Gen.Select(OneOf(fitting), OneOf(Texts), (a, b) => a + b)),
        (1, Gen.Select(OneOf(fitting), Gen.Int[0, 12], Gen.Char, (a, at, c) => a.Length == 0 ? c.ToString() : a[..(at % a.Length)] + c + a[(at % a.Length)..])),
        (1, Gen.String));
}
