namespace Ramure.Ui.Components;

/// <summary>Heights of a drawing; a style attribute would be refused by the page's security policy.</summary>
public enum ChartHeight
{
    Small,
    Medium,
    Tall,
    VeryTall,
}
