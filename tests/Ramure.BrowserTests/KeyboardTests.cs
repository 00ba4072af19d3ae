namespace Ramure.BrowserTests;

/// <summary>Each task, from where it begins to where it is done, without a mouse.</summary>
public sealed class KeyboardTests(BrowserSession session)
{
    private const string Board = "/pilotage/cop-2017-2019";

    [Fact]
    public async Task A_visit_is_noted_from_the_home_page_and_its_indicator_opens_to_it()
    {
        await using var open = await session.OpenAsync("/");
        var hands = new Hands(open.Page);
        await hands.GoAsync("Noter une activité");
        await hands.ChooseAsync("Votre unité", "A62 ");
        await hands.GoAsync("Continuer");
        await hands.GoAsync("Visite");
        await hands.WriteAsync("Intitulé", "Visite notée au clavier");
        await hands.WriteDayAsync("Jour", new(2018, 11, 11));
        await hands.ReachAsync("un public", f => f.Id.StartsWith("headcount", StringComparison.Ordinal) && f.Tag == "input");
        await open.Page.Keyboard.TypeAsync("17");
        await hands.GoAsync("Noter l’activité");
        Assert.Equal("C’est noté", await hands.TitleAsync());

        await hands.ReachAsync("Voir ce qui a bougé");
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("/note#indicateurs", open.Page.Url, StringComparison.Ordinal);
        await hands.GoAsync("l’indicateur 2-2-2 de l’atelier", f => f.Href.EndsWith("/indicateurs/2-2-2?annee=2018&unite=A62", StringComparison.Ordinal));
        await hands.GoAsync("ses écritures", f => f.Href.StartsWith("/registre/ecritures", StringComparison.Ordinal));
        await hands.GoAsync("la visite", f => f.Name.Contains("Visite notée au clavier", StringComparison.Ordinal));
        Assert.Equal("Visite notée au clavier", await hands.TitleAsync());
        Assert.Empty(open.Problems);
    }

    [Fact]
    public async Task An_activity_is_corrected()
    {
        await using var open = await session.OpenAsync(Addresses.Activity);
        var hands = new Hands(open.Page);
        await hands.GoAsync("Corriger");
        await hands.WriteAsync("Note", "Relue au clavier.");
        await hands.WriteAsync("Pourquoi cette correction", "Précision");
        await hands.GoAsync("Corriger");
        var content = await hands.ContentAsync();
        Assert.Contains("L’activité est corrigée", content, StringComparison.Ordinal);
        Assert.Contains("Relue au clavier.", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_is_narrowed_to_a_year_a_unit_and_a_day()
    {
        await using var open = await session.OpenAsync(Board);
        var hands = new Hands(open.Page);
        await hands.ChooseAsync("Année", "2018");
        await hands.ChooseAsync("Unité", "DT Hauts-de-France");
        await hands.WriteDayAsync("Situation au", new(2018, 11, 11));
        await hands.GoAsync("Afficher");
        Assert.Contains("annee=2018&unite=DT-HDF", open.Page.Url, StringComparison.Ordinal);
        Assert.Contains("Hauts-de-France, 2018, situation au 11 novembre 2018", await hands.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_indicator_of_the_network_opens_down_to_a_record()
    {
        await using var open = await session.OpenAsync(Board + "?annee=2018");
        var hands = new Hands(open.Page);
        await hands.GoAsync("l’indicateur 1-1", f => f.Href.Contains("/indicateurs/1-1?", StringComparison.Ordinal));
        await hands.GoAsync("ses écritures", f => f.Href.StartsWith("/registre/ecritures", StringComparison.Ordinal));
        Assert.Equal("Les écritures d’une valeur", await hands.TitleAsync());
        await hands.GoAsync("un enregistrement", f => f.Href.StartsWith("/journal/activites/", StringComparison.Ordinal) || f.Href.StartsWith("/exemple/", StringComparison.Ordinal));
        Assert.NotEqual("Les écritures d’une valeur", await hands.TitleAsync());
        Assert.Empty(open.Problems);
    }

    [Fact]
    public async Task A_move_is_planned_confirmed_and_withdrawn()
    {
        await using var open = await session.OpenAsync("/reseau");
        var hands = new Hands(open.Page);
        await hands.GoAsync("Réorganisations");
        await hands.GoAsync("Planifier une réorganisation");
        await hands.WriteDayAsync("Premier jour de la nouvelle structure", new(2030, 11, 11));
        await hands.ChooseAsync("Unités à déplacer", "A02 ");
        await hands.ChooseAsync("Nouveau rattachement", "DT-GES ");
        await hands.WriteAsync("Motif", "Essai au clavier.");
        await hands.GoAsync("Vérifier l’effet");
        Assert.Equal("Vérifier la réorganisation", await hands.TitleAsync());
        await hands.GoAsync("Confirmer la réorganisation");
        Assert.Contains("La réorganisation est enregistrée.", await hands.ContentAsync(), StringComparison.Ordinal);
        await hands.WriteAsync("Pourquoi", "L’essai est fini.");
        await hands.GoAsync("Retirer la réorganisation");
        Assert.Contains("La réorganisation est retirée", await hands.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disagreement_of_the_contract_is_settled()
    {
        await using var open = await session.OpenAsync(Board + "/desaccords");
        var hands = new Hands(open.Page);
        await hands.GoAsync("un désaccord", f => f.Href.Contains("/desaccords/", StringComparison.Ordinal));
        await hands.ReachAsync("un énoncé", f => f.Type == "radio");
        await open.Page.Keyboard.PressAsync("Space");
        await hands.WriteAsync("Motif", "Choisi au clavier.");
        await hands.GoAsync("Trancher");
        Assert.Contains("Le désaccord est tranché", await hands.ContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/journal/nouvelle?unite=A62&genre=visit", "Noter l’activité", "title")]
    [InlineData(Addresses.Activity + "/retirer", "Retirer l’activité", "reason")]
    [InlineData(Board + "/indicateurs/3-3/desaccords/target-2019", "Trancher", "lecture")]
    [InlineData("/reseau/reorganisations/nouvelle", "Vérifier l’effet", "jour")]
    public async Task A_refused_form_takes_the_focus_to_what_is_wrong_and_from_there_to_the_field(string address, string button, string field)
    {
        await using var open = await session.OpenAsync(address);
        var hands = new Hands(open.Page);
        await hands.GoAsync(button);
        Assert.Equal("erreurs", (await hands.FocusAsync())?.Id);
        await hands.ReachAsync("l’erreur du champ " + field, f => f.Href.EndsWith("#" + field, StringComparison.Ordinal));
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(field, (await hands.FocusAsync())?.Id);
    }

    [Fact]
    public async Task The_menu_of_a_narrow_screen_opens_leads_on_and_closes()
    {
        await using var open = await session.OpenAsync("/", Look.NarrowLight);
        var hands = new Hands(open.Page);
        await hands.ReachAsync("Menu");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("summary", (await hands.FocusAsync())?.Tag);
        await open.Page.Keyboard.PressAsync("Enter");
        await hands.GoAsync("Réseau");
        Assert.Equal("/reseau", new Uri(open.Page.Url).AbsolutePath);
    }
}
