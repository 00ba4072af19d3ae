// The components of the design system that the application needs, with the same names and classes as in the pages.
const signs = {
  good: 'M2 6.5 L5 9.5 L10 3',
  watch: 'M2 9 L5 6 L7 7.5 L10 3.5',
  late: 'M6 2 V6.5 L9 8 M6 1 A5 5 0 1 0 6.01 1',
  bad: 'M2.5 2.5 L9.5 9.5 M9.5 2.5 L2.5 9.5',
  info: 'M6 5.5 V10 M6 2.2 V2.4',
};

export const Sign = ({ kind }) => signs[kind] ? (
  <svg class="sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
    <path d={signs[kind]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
  </svg>
) : null;

export const Tag = ({ kind = 'neutral', children }) => <span class={`tag tag-${kind}`}><Sign kind={kind} />{children}</span>;

export const Notice = ({ kind = 'info', title, children }) => (
  <div class={`notice notice-${kind}`}>
    <Sign kind={kind} />
    <div>{title && <p class="notice-title">{title}</p>}{children}</div>
  </div>
);

export const Button = ({ primary, small, children, ...rest }) => (
  <button type="button" class={`btn ${small ? 'btn-sm ' : ''}${primary ? 'btn-primary' : 'btn-outline-primary'}`} {...rest}>{children}</button>
);

/** A field with its label, its hint and what is wrong with it. */
export function Field({ id, label, hint, fault, required, children, ...input }) {
  const described = [hint && `${id}-aide`, fault && `${id}-erreur`].filter(Boolean).join(' ') || undefined;
  const common = { id, 'aria-describedby': described, 'aria-invalid': fault ? 'true' : undefined, required: undefined, 'aria-required': required ? 'true' : undefined };
  return (
    <div class={`field ${fault ? 'is-wrong' : ''}`}>
      <label class="field-label" for={id}>{label}{required && <span class="field-required"> (obligatoire)</span>}</label>
      {hint && <p class="field-hint" id={`${id}-aide`}>{hint}</p>}
      {fault && <p class="field-error" id={`${id}-erreur`}>{fault}</p>}
      {children ? <select class="form-select" {...common} {...input}>{children}</select> : <input class="form-control" autocomplete="off" {...common} {...input} />}
    </div>
  );
}

const day = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });

/** « 12 mars à 09:05 », in the device's own zone. */
export const when = instant => day.format(new Date(instant));

export const plural = (n, one, many) => `${n}\u00a0${n < 2 ? one : many}`;

/** Addresses within the application, whole: the page has a base that is not its own. */
export const home = '/presence#';
export const sheetAt = (session, slot) => `/presence#/seance/${session}${slot ? `/${slot}` : ''}`;
