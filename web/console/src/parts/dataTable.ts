import { html, nothing, type TemplateResult } from 'lit';

export interface Column<T> {
    name: string;
    cell(row: T): unknown;
    /** Numbers and times stand at the end of their cell. */
    end?: boolean;
    /** Short texts that are never broken, such as an address. */
    whole?: boolean;
    /** The column's name is for assistive technology alone, as over a row's buttons. */
    unnamed?: boolean;
}

export interface DataTable<T> {
    /** What the table lists, for assistive technology. */
    caption: string;
    /** Many short lines, one below the other, none of them broken: where they do not fit, the table is moved sideways. */
    dense?: boolean;
    columns: readonly Column<T>[];
    rows: readonly T[];
    /** Fetches the next page; a button at the end offers it. */
    more?: (() => void) | undefined;
}

/** From how many columns on a table may have to be moved sideways, for which it can have the focus. */
const MANY = 7;

/** A table that becomes a list of cards where there is little room; the first column names the row. */
export function dataTable<T>({ caption, dense = false, columns, rows, more }: DataTable<T>): TemplateResult {
    const many = dense || columns.length >= MANY;
    return html`<div class="table-room ${many ? 'many' : ''}" role=${many ? 'region' : nothing} aria-label=${many ? caption : nothing}
            tabindex=${many ? 0 : nothing}><table class="data-table ${dense ? 'dense' : ''}">
            <caption class="unseen">${caption}</caption>
            <thead><tr>${columns.map((column) => html`<th scope="col" class=${column.end ? 'end' : ''}>
                <span class=${column.unnamed ? 'unseen' : ''}>${column.name}</span></th>`)}</tr></thead>
            <tbody>${rows.map((row) => html`<tr>${columns.map((column, index) => cell(column, row, index === 0))}</tr>`)}</tbody>
        </table></div>
        ${more ? html`<p class="more"><button type="button" class="button" @click=${more}>Show more</button></p>` : nothing}`;
}

function cell<T>(column: Column<T>, row: T, first: boolean): TemplateResult {
    const label = column.unnamed ? '' : column.name;
    return first
        ? html`<th scope="row">${column.cell(row)}</th>`
        : html`<td data-label=${label} class="${column.end ? 'end' : ''} ${column.whole ? 'whole' : ''}">${column.cell(row)}</td>`;
}
